var e=globalThis,t=e.ShadowRoot&&(e.ShadyCSS===void 0||e.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,n=Symbol(),r=new WeakMap,i=class{constructor(e,t,r){if(this._$cssResult$=!0,r!==n)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,n=this.t;if(t&&e===void 0){let t=n!==void 0&&n.length===1;t&&(e=r.get(n)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),t&&r.set(n,e))}return e}toString(){return this.cssText}},a=e=>new i(typeof e==`string`?e:e+``,void 0,n),o=(e,...t)=>new i(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,n),s=(n,r)=>{if(t)n.adoptedStyleSheets=r.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let t of r){let r=document.createElement(`style`),i=e.litNonce;i!==void 0&&r.setAttribute(`nonce`,i),r.textContent=t.cssText,n.appendChild(r)}},c=t?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return a(t)})(e):e,{is:l,defineProperty:u,getOwnPropertyDescriptor:d,getOwnPropertyNames:ee,getOwnPropertySymbols:te,getPrototypeOf:ne}=Object,f=globalThis,p=f.trustedTypes,re=p?p.emptyScript:``,ie=f.reactiveElementPolyfillSupport,m=(e,t)=>e,h={toAttribute(e,t){switch(t){case Boolean:e=e?re:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},g=(e,t)=>!l(e,t),_={attribute:!0,type:String,converter:h,reflect:!1,useDefault:!1,hasChanged:g};Symbol.metadata??=Symbol(`metadata`),f.litPropertyMetadata??=new WeakMap;var v=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=_){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&u(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=d(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??_}static _$Ei(){if(this.hasOwnProperty(m(`elementProperties`)))return;let e=ne(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(m(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(m(`properties`))){let e=this.properties,t=[...ee(e),...te(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(c(e))}else e!==void 0&&t.push(c(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return s(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?h:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?h:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??g)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};v.elementStyles=[],v.shadowRootOptions={mode:`open`},v[m(`elementProperties`)]=new Map,v[m(`finalized`)]=new Map,ie?.({ReactiveElement:v}),(f.reactiveElementVersions??=[]).push(`2.1.2`);var y=globalThis,b=e=>e,x=y.trustedTypes,ae=x?x.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,S=`$lit$`,C=`lit$${Math.random().toFixed(9).slice(2)}$`,w=`?`+C,oe=`<${w}>`,T=document,E=()=>T.createComment(``),D=e=>e===null||typeof e!=`object`&&typeof e!=`function`,O=Array.isArray,se=e=>O(e)||typeof e?.[Symbol.iterator]==`function`,k=`[ 	
\f\r]`,A=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,ce=/-->/g,le=/>/g,j=RegExp(`>|${k}(?:([^\\s"'>=/]+)(${k}*=${k}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),ue=/'/g,de=/"/g,M=/^(?:script|style|textarea|title)$/i,fe=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),pe=fe(1),me=fe(2),N=Symbol.for(`lit-noChange`),P=Symbol.for(`lit-nothing`),F=new WeakMap,I=T.createTreeWalker(T,129);function L(e,t){if(!O(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return ae===void 0?t:ae.createHTML(t)}var R=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=A;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===A?c[1]===`!--`?o=ce:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=j):(M.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=j):o=le:o===j?c[0]===`>`?(o=i??A,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?j:c[3]===`"`?de:ue):o===de||o===ue?o=j:o===ce||o===le?o=A:(o=j,i=void 0);let d=o===j&&e[t+1].startsWith(`/>`)?` `:``;a+=o===A?n+oe:l>=0?(r.push(s),n.slice(0,l)+S+n.slice(l)+C+d):n+C+(l===-2?t:d)}return[L(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},z=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=R(t,n);if(this.el=e.createElement(l,r),I.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=I.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(S)){let t=u[o++],n=i.getAttribute(e).split(C),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?W:r[1]===`?`?he:r[1]===`@`?ge:U}),i.removeAttribute(e)}else e.startsWith(C)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(M.test(i.tagName)){let e=i.textContent.split(C),t=e.length-1;if(t>0){i.textContent=x?x.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],E()),I.nextNode(),c.push({type:2,index:++a});i.append(e[t],E())}}}else if(i.nodeType===8){if(i.data===w)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(C,e+1))!==-1;)c.push({type:7,index:a}),e+=C.length-1}}a++}}static createElement(e,t){let n=T.createElement(`template`);return n.innerHTML=e,n}};function B(e,t,n=e,r){if(t===N)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=D(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=B(e,i._$AS(e,t.values),i,r)),t}var V=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??T).importNode(t,!0);I.currentNode=r;let i=I.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new H(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new _e(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=I.nextNode(),a++)}return I.currentNode=T,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},H=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=P,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=B(this,e,t),D(e)?e===P||e==null||e===``?(this._$AH!==P&&this._$AR(),this._$AH=P):e!==this._$AH&&e!==N&&this._(e):e._$litType$===void 0?e.nodeType===void 0?se(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==P&&D(this._$AH)?this._$AA.nextSibling.data=e:this.T(T.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=z.createElement(L(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new V(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=F.get(e.strings);return t===void 0&&F.set(e.strings,t=new z(e)),t}k(t){O(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(E()),this.O(E()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=b(e).nextSibling;b(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},U=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=P,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=P}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=B(this,e,t,0),a=!D(e)||e!==this._$AH&&e!==N,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=B(this,r[n+o],t,o),s===N&&(s=this._$AH[o]),a||=!D(s)||s!==this._$AH[o],s===P?e=P:e!==P&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===P?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},W=class extends U{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===P?void 0:e}},he=class extends U{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==P)}},ge=class extends U{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=B(this,e,t,0)??P)===N)return;let n=this._$AH,r=e===P&&n!==P||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==P&&(n===P||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},_e=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){B(this,e)}},ve={M:S,P:C,A:w,C:1,L:R,R:V,D:se,V:B,I:H,H:U,N:he,U:ge,B:W,F:_e},ye=y.litHtmlPolyfillSupport;ye?.(z,H),(y.litHtmlVersions??=[]).push(`3.3.3`);var be=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new H(t.insertBefore(E(),e),e,void 0,n??{})}return i._$AI(e),i},G=globalThis,K=class extends v{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=be(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return N}};K._$litElement$=!0,K.finalized=!0,G.litElementHydrateSupport?.({LitElement:K});var xe=G.litElementPolyfillSupport;xe?.({LitElement:K}),(G.litElementVersions??=[]).push(`4.2.2`);var Se={attribute:!0,type:String,converter:h,reflect:!1,hasChanged:g},Ce=(e=Se,t,n)=>{let{kind:r,metadata:i}=n,a=globalThis.litPropertyMetadata.get(i);if(a===void 0&&globalThis.litPropertyMetadata.set(i,a=new Map),r===`setter`&&((e=Object.create(e)).wrapped=!0),a.set(n.name,e),r===`accessor`){let{name:r}=n;return{set(n){let i=t.get.call(this);t.set.call(this,n),this.requestUpdate(r,i,e,!0,n)},init(t){return t!==void 0&&this.C(r,void 0,e,t),t}}}if(r===`setter`){let{name:r}=n;return function(n){let i=this[r];t.call(this,n),this.requestUpdate(r,i,e,!0,n)}}throw Error(`Unsupported decorator location: `+r)};function we(e){return(t,n)=>typeof n==`object`?Ce(e,t,n):((e,t,n)=>{let r=t.hasOwnProperty(n);return t.constructor.createProperty(n,e),r?Object.getOwnPropertyDescriptor(t,n):void 0})(e,t,n)}function Te(e){return we({...e,state:!0,attribute:!1})}var Ee=/^component\.tradehook\.exceptions\.(?:reason|field|venue)_/,De=/ \((?:\{code\}|[a-z_]+)\)$/,Oe=/^(`[^`\n]+`:?|[a-z]\w*(?:[.[]\w+\]?)*:?|(?:[A-Z]|\[\d)[\w.[\] ]*:) (.+ .+)$/s,ke=`; `,q=[];function Ae(e,t){q=Object.entries(e).flatMap(([e,n])=>{let r=t[e];return Ee.test(e)&&r&&r!==n?[[Y(n),Y(r)]]:[]}).sort(([e],[t])=>Number(t.startsWith(`{`))-Number(e.startsWith(`{`))||Me(t)-Me(e)).map(([e,t])=>Ne(e,t))}function J(e){if(!q.length)return e;let t=Y(e),n=je(t);if(n!==void 0)return n;let r=t.split(ke);if(r.length>1){let n=r.map(J).join(ke);return n===t?e:n}let[,i,a]=Oe.exec(t)??[];if(!i||!a)return e;let o=i.endsWith(`:`)?J(a):je(a);return o===void 0||o===a?e:`${i} ${o}`}function je(e){for(let{pattern:t,names:n,text:r}of q){let i=t.exec(e);if(!i)continue;let a=Object.fromEntries(n.map((e,t)=>[e,i[t+1]??``]));return r.replace(/\{(\w+)\}/g,(e,t)=>t in a?J(a[t]):e)}}function Y(e){return e.replace(De,``)}function Me(e){return e.replace(/\{\w+\}/g,``).length}function Ne(e,t){let n=[],r=e.split(/\{(\w+)\}/).map((e,t)=>{if(t%2==0)return e.replace(/[.*+?^${}()|[\]\\]/g,`\\$&`);let r=n.indexOf(e);return r>=0?`\\${r+1}`:(n.push(e),`(.*?)`)});return{pattern:RegExp(`^${r.join(``)}$`,`s`),names:n,text:t}}var Pe=`⁇`,Fe=[1632,1776,2406,2534,2662,2790,3046,3174,3302,3430,3664,4160,65296],Ie=[[/[\u061c\u200e\u200f\u2066-\u2069]/g,``],[RegExp(`[\\s\\u00a0\\u2007\\u2009\\u202f]`,`g`),` `],[/[’‘ʼ＇]/g,`'`],[/[−‐‑﹣－]/g,`-`],[/＋/g,`+`],[/．/g,`.`],[/，/g,`,`]],Le=/^\{\{[^{}\s]+\}\}$/,Re=/^(\d*)\.(\d*)$/,ze=/^[1-9]\d{0,2}\.\d{3}$/,Be=class{constructor(e,t){let n=e.formatToParts(1234567890123.5),r=e=>n.filter(t=>t.type===e).map(({value:e})=>e);this.decimal=Q(r(`decimal`)[0]??`.`),this.group=t?Q(r(`group`)[0]??``):``,this.zero=r(`integer`).join(``).codePointAt(9);let i=r(`integer`).at(-2)?.length??3,a=this.group===``?`(?!)`:We(this.group);this.grouped=RegExp(`^[1-9]\\d{0,2}(?:${a}\\d{${i}})*${a}\\d{3}$`)}read(e){let t=Q(e).trim();if(t===``||Le.test(t))return t;let n=/^[+-]/.exec(t)?.[0]??``,r=this.unsigned(t.slice(n.length));return r===void 0?Pe+e.trim():(n===`-`?`-`:``)+r}write(e){if(X(e))return e.slice(1);let t=Ue(e);return/^-?\d*\.?\d*$/.test(t)?t.replace(/\d/g,e=>String.fromCodePoint(this.zero+Number(e))).replace(`.`,this.decimal):t}wrong(e,t){if(!X(e))return``;let n=this.write(e),r=Q(n).trim(),i=r.replace(/^[+-]/,``);if(!this.isEither(i))return t(`number.foreign`,{typed:n,example:this.write(`1234.5`)});let a=r.startsWith(`-`)?`-`:``,[o,s]=[i.replace(`.`,``),He(i)].map(e=>this.write(a+e));return t(`number.either`,{typed:n,one:o,other:s})}unsigned(e){if(this.isEither(e))return;let t=Re.exec(e);if(t)return Z(t[1],t[2]);let[n=``,r=``,i]=e.split(this.decimal);if(i===void 0&&/^\d*$/.test(r)){if(/^\d*$/.test(n))return Z(n,r);if(this.grouped.test(n))return Z(n.replaceAll(this.group,``),r)}}isEither(e){return this.decimal!==`.`&&ze.test(e)}};function X(e){return e.startsWith(Pe)}function Ve(e){return typeof e==`string`?X(e):typeof e==`object`&&!!e&&Object.values(e).some(Ve)}function Z(e,t){if(e===``&&t===``)return;let n=e.replace(/^0+(?=\d)/,``)||`0`;return t===``?n:`${n}.${t}`}function He(e){return e.replace(/\.?0+$/,``)}function Ue(e){let[,t=``,n=``,r=``,i]=/^(-?)(\d+)(?:\.(\d+))?e([+-]?\d+)$/i.exec(e)??[];if(i===void 0)return e;let a=n+r,o=n.length+Number(i),s=a.padStart(a.length-Math.min(o-1,0),`0`).padEnd(o,`0`),c=Math.max(o,1);return t+(c<s.length?`${s.slice(0,c)}.${s.slice(c)}`:s)}function Q(e){let t=Ie.reduce((e,[t,n])=>e.replace(t,n),e);return Array.from(t,e=>{let t=e.codePointAt(0),n=Fe.find(e=>t>=e&&t<e+10);return n===void 0?e:String(t-n)}).join(``)}function We(e){return e.replace(/[.*+?^${}()|[\]\\]/g,`\\$&`)}function $(e){if(e!==null)return(e.includes(`.`)?e.replace(/0+$/,``):e).split(`.`)[1]?.length??0}var Ge=class{constructor(e,t){this.home=t,this.cache=new Map;let{time_format:n,time_zone:r}=e;this.clock={...n===`12`?{hourCycle:`h12`}:n===`24`?{hourCycle:`h23`}:{},...r===`server`&&t?{timeZone:t}:{}},this.language=e.language,this.grouped=e.number_format!==`none`,this.rightToLeft=/^(ar|fa|he|ur)\b/.test(e.language),this.numbers={comma_decimal:`en-US`,decimal_comma:`de`,space_comma:`fr`,quote_decimal:`de-CH`,none:`en-US`,system:void 0}[e.number_format],this.numbers===void 0&&e.number_format!==`system`&&(this.numbers=e.language),this.typed=new Be(new Intl.NumberFormat(this.numbers),this.grouped)}number(e,t,n=!1){if(e==null)return`–`;let r=this.formatter(t,n).format(e);return this.rightToLeft&&/^[-+−]/.test(r)?`\u200e${r}`:r}price(e,t){return this.number(e,$(t))}money(e,t,n=!1){if(e==null)return`–`;let r=[`BTC`,`ETH`,`BNB`,`SOL`].includes(t);return`${this.number(e,r?8:2,n)} ${t}`}percent(e){return e==null?`–`:`${this.number(e,2,!0)} %`}time(e){return e?this.times({dateStyle:`medium`,timeStyle:`medium`})(new Date(e)):`–`}times(e){let t=new Intl.DateTimeFormat(this.language,{...e,...this.clock});return e=>t.format(e)}days(e){let t=new Intl.DateTimeFormat(this.language,{...e,timeZone:`UTC`});return e=>t.format(e)}today(){return new Intl.DateTimeFormat(`en-CA`,{dateStyle:`short`,...this.home?{timeZone:this.home}:{}}).format(new Date)}duration(e){if(e==null)return`–`;let t=[[`day`,Math.floor(e/86400)],[`hour`,Math.floor(e%86400/3600)],[`minute`,Math.floor(e%3600/60)],[`second`,e%60]],n=t.findIndex(([,e])=>e>0);return(n<0?t.slice(-1):t.slice(n,n+2).filter(([,e])=>e>0)).map(([e,t])=>new Intl.NumberFormat(this.language,{style:`unit`,unit:e,unitDisplay:`narrow`}).format(t)).join(` `)}formatter(e,t){let n=`${e} ${t}`,r=this.cache.get(n);return r||(r=new Intl.NumberFormat(this.numbers,{minimumFractionDigits:e??0,maximumFractionDigits:e??12,signDisplay:t?`exceptZero`:`auto`,useGrouping:this.grouped}),this.cache.set(n,r)),r}};function Ke(e){let t=Number(e??0);return t>0?`profit`:t<0?`loss`:``}function qe(e){let[,t,n]=e.split(`_`);return n&&t?`${n}/${t}`:e}function Je(e){return e.split(`:`)[0]??e}function Ye(e,t,n,r){var i=arguments.length,a=i<3?t:r===null?r=Object.getOwnPropertyDescriptor(t,n):r,o;if(typeof Reflect==`object`&&typeof Reflect.decorate==`function`)a=Reflect.decorate(e,t,n,r);else for(var s=e.length-1;s>=0;s--)(o=e[s])&&(a=(i<3?o(a):i>3?o(t,n,a):o(t,n))||a);return i>3&&a&&Object.defineProperty(t,n,a),a}function Xe(e){return t=>{customElements.get(e)||customElements.define(e,t)}}var Ze=o`
  :host {
    --th-profit: color-mix(in srgb, var(--success-color, #43a047) 62%, var(--primary-text-color));
    --th-loss: color-mix(in srgb, var(--error-color, #db4437) 62%, var(--primary-text-color));
    --th-link: color-mix(in srgb, var(--primary-color) 62%, var(--primary-text-color));
    --th-button: color-mix(in srgb, var(--primary-color) 62%, #000);
    --th-danger: color-mix(in srgb, var(--error-color, #db4437) 72%, #000);
    --th-soft: color-mix(in srgb, var(--secondary-text-color) 75%, var(--primary-text-color));
    --th-line: var(--divider-color, rgba(127, 127, 127, 0.3));
    --th-radius: var(--ha-card-border-radius, 12px);
    color: var(--primary-text-color);
  }
  * {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--th-link);
    outline-offset: 2px;
  }
  .card {
    background: var(--ha-card-background, var(--card-background-color));
    border: 1px solid var(--ha-card-border-color, var(--th-line));
    border-radius: var(--th-radius);
    box-shadow: var(--ha-card-box-shadow, none);
  }
  .profit {
    color: var(--th-profit);
  }
  .loss {
    color: var(--th-loss);
  }
  .soft {
    color: var(--th-soft);
  }
  .number {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  h1,
  h2,
  h3 {
    font-weight: 500;
    margin: 0;
  }
  h2 {
    font-size: 20px;
  }
  h3 {
    font-size: 16px;
  }
  p {
    margin: 8px 0;
    line-height: 1.5;
  }
  button,
  input,
  select,
  textarea {
    color: inherit;
    font: inherit;
  }
  .button {
    background: var(--th-button);
    border: 0;
    border-radius: 20px;
    color: #fff;
    cursor: pointer;
    font-weight: 500;
    min-height: 40px;
    padding: 8px 20px;
    text-decoration: none;
  }
  .button.plain {
    background: none;
    color: var(--th-link);
  }
  .button.outlined {
    background: none;
    border: 1px solid var(--th-line);
    color: var(--th-link);
  }
  .button.danger {
    background: var(--th-danger);
  }
  .button:disabled {
    cursor: default;
    opacity: 0.6;
  }
  .button:hover:not(:disabled) {
    filter: brightness(1.12);
  }
  .icon-button {
    align-items: center;
    background: none;
    border: 0;
    border-radius: 50%;
    cursor: pointer;
    display: inline-flex;
    height: 40px;
    justify-content: center;
    padding: 0;
    width: 40px;
  }
  .icon-button:hover {
    background: color-mix(in srgb, currentColor 10%, transparent);
  }
  .field {
    background: var(--card-background-color);
    border: 1px solid color-mix(in srgb, var(--secondary-text-color) 70%, transparent);
    border-radius: 8px;
    min-height: 40px;
    padding: 8px 12px;
    width: 100%;
  }
  label.labelled {
    display: block;
    font-size: 14px;
  }
  label.labelled > span {
    color: var(--th-soft);
    display: block;
    margin-bottom: 4px;
  }
  .chip {
    background: color-mix(in srgb, currentColor 10%, transparent);
    border-radius: 12px;
    display: inline-block;
    font-size: 12px;
    font-weight: 500;
    line-height: 16px;
    padding: 3px 10px;
    white-space: nowrap;
  }
  .chip.warn {
    background: var(--th-danger);
    color: #fff;
    font-weight: 700;
  }
  /* The whole row is the link; what can be pressed besides lies above it */
  .opens {
    position: relative;
  }
  .opens .above {
    position: relative;
    z-index: 1;
  }
  a.whole::after {
    content: "";
    inset: 0;
    position: absolute;
  }
  a.whole:focus-visible {
    outline: none;
  }
  a.whole:focus-visible::after {
    border-radius: 4px;
    outline: 2px solid var(--th-link);
    outline-offset: -2px;
  }
  @media (hover: hover) {
    .opens:hover {
      background: color-mix(in srgb, var(--primary-text-color) 4%, transparent);
    }
  }
  .stale {
    background: color-mix(in srgb, var(--warning-color, #ffa600) 18%, var(--card-background-color));
    border-inline-start: 3px solid var(--warning-color, #ffa600);
    border-radius: 4px;
    margin: 0 0 16px;
    padding: 10px 14px;
  }
  .segments button {
    background: none;
    border: 1px solid var(--th-line);
    cursor: pointer;
    min-height: 36px;
    padding: 4px 14px;
  }
  .segments button:first-child {
    border-start-start-radius: 18px;
    border-end-start-radius: 18px;
  }
  .segments button:last-child {
    border-inline-start: 0;
    border-start-end-radius: 18px;
    border-end-end-radius: 18px;
  }
  .segments [aria-pressed="true"] {
    background: color-mix(in srgb, var(--primary-color) 18%, transparent);
  }
  .empty {
    padding: 48px 24px;
    text-align: center;
  }
  .error {
    color: var(--th-loss);
  }
  .sr {
    clip-path: inset(50%);
    height: 1px;
    overflow: hidden;
    position: absolute;
    white-space: nowrap;
    width: 1px;
  }
`;export{N as _,$ as a,me as b,Ke as c,Ae as d,J as f,P as g,K as h,Ge as i,Ve as l,we as m,Xe as n,Je as o,Te as p,Ye as r,qe as s,Ze as t,X as u,pe as v,o as x,ve as y};