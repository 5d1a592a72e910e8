import{r as e,t}from"./worth.js";import{n,r,t as i}from"./localize.js";var a=globalThis,o=a.ShadowRoot&&(a.ShadyCSS===void 0||a.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,s=Symbol(),c=new WeakMap,l=class{constructor(e,t,n){if(this._$cssResult$=!0,n!==s)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(o&&e===void 0){let n=t!==void 0&&t.length===1;n&&(e=c.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),n&&c.set(t,e))}return e}toString(){return this.cssText}},u=e=>new l(typeof e==`string`?e:e+``,void 0,s),d=(e,...t)=>new l(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,s),ee=(e,t)=>{if(o)e.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let n of t){let t=document.createElement(`style`),r=a.litNonce;r!==void 0&&t.setAttribute(`nonce`,r),t.textContent=n.cssText,e.appendChild(t)}},te=o?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return u(t)})(e):e,{is:ne,defineProperty:re,getOwnPropertyDescriptor:ie,getOwnPropertyNames:ae,getOwnPropertySymbols:oe,getPrototypeOf:se}=Object,f=globalThis,ce=f.trustedTypes,le=ce?ce.emptyScript:``,ue=f.reactiveElementPolyfillSupport,p=(e,t)=>e,m={toAttribute(e,t){switch(t){case Boolean:e=e?le:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},h=(e,t)=>!ne(e,t),de={attribute:!0,type:String,converter:m,reflect:!1,useDefault:!1,hasChanged:h};Symbol.metadata??=Symbol(`metadata`),f.litPropertyMetadata??=new WeakMap;var g=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=de){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&re(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=ie(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??de}static _$Ei(){if(this.hasOwnProperty(p(`elementProperties`)))return;let e=se(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(p(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(p(`properties`))){let e=this.properties,t=[...ae(e),...oe(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(te(e))}else e!==void 0&&t.push(te(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return ee(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?m:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?m:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??h)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};g.elementStyles=[],g.shadowRootOptions={mode:`open`},g[p(`elementProperties`)]=new Map,g[p(`finalized`)]=new Map,ue?.({ReactiveElement:g}),(f.reactiveElementVersions??=[]).push(`2.1.2`);var _=globalThis,v=e=>e,y=_.trustedTypes,b=y?y.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,x=`$lit$`,S=`lit$${Math.random().toFixed(9).slice(2)}$`,C=`?`+S,fe=`<${C}>`,w=document,T=()=>w.createComment(``),E=e=>e===null||typeof e!=`object`&&typeof e!=`function`,D=Array.isArray,pe=e=>D(e)||typeof e?.[Symbol.iterator]==`function`,O=`[ 	
\f\r]`,k=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,me=/-->/g,he=/>/g,A=RegExp(`>|${O}(?:([^\\s"'>=/]+)(${O}*=${O}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),j=/'/g,M=/"/g,N=/^(?:script|style|textarea|title)$/i,P=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),F=P(1),ge=P(2),I=Symbol.for(`lit-noChange`),L=Symbol.for(`lit-nothing`),R=new WeakMap,z=w.createTreeWalker(w,129);function B(e,t){if(!D(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return b===void 0?t:b.createHTML(t)}var _e=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=k;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===k?c[1]===`!--`?o=me:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=A):(N.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=A):o=he:o===A?c[0]===`>`?(o=i??k,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?A:c[3]===`"`?M:j):o===M||o===j?o=A:o===me||o===he?o=k:(o=A,i=void 0);let d=o===A&&e[t+1].startsWith(`/>`)?` `:``;a+=o===k?n+fe:l>=0?(r.push(s),n.slice(0,l)+x+n.slice(l)+S+d):n+S+(l===-2?t:d)}return[B(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},V=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=_e(t,n);if(this.el=e.createElement(l,r),z.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=z.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(x)){let t=u[o++],n=i.getAttribute(e).split(S),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?ye:r[1]===`?`?be:r[1]===`@`?xe:W}),i.removeAttribute(e)}else e.startsWith(S)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(N.test(i.tagName)){let e=i.textContent.split(S),t=e.length-1;if(t>0){i.textContent=y?y.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],T()),z.nextNode(),c.push({type:2,index:++a});i.append(e[t],T())}}}else if(i.nodeType===8){if(i.data===C)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(S,e+1))!==-1;)c.push({type:7,index:a}),e+=S.length-1}}a++}}static createElement(e,t){let n=w.createElement(`template`);return n.innerHTML=e,n}};function H(e,t,n=e,r){if(t===I)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=E(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=H(e,i._$AS(e,t.values),i,r)),t}var ve=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??w).importNode(t,!0);z.currentNode=r;let i=z.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new U(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new Se(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=z.nextNode(),a++)}return z.currentNode=w,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},U=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=L,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=H(this,e,t),E(e)?e===L||e==null||e===``?(this._$AH!==L&&this._$AR(),this._$AH=L):e!==this._$AH&&e!==I&&this._(e):e._$litType$===void 0?e.nodeType===void 0?pe(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==L&&E(this._$AH)?this._$AA.nextSibling.data=e:this.T(w.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=V.createElement(B(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new ve(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=R.get(e.strings);return t===void 0&&R.set(e.strings,t=new V(e)),t}k(t){D(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(T()),this.O(T()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=v(e).nextSibling;v(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},W=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=L,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=L}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=H(this,e,t,0),a=!E(e)||e!==this._$AH&&e!==I,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=H(this,r[n+o],t,o),s===I&&(s=this._$AH[o]),a||=!E(s)||s!==this._$AH[o],s===L?e=L:e!==L&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===L?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},ye=class extends W{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===L?void 0:e}},be=class extends W{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==L)}},xe=class extends W{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=H(this,e,t,0)??L)===I)return;let n=this._$AH,r=e===L&&n!==L||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==L&&(n===L||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Se=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){H(this,e)}},Ce={M:x,P:S,A:C,C:1,L:_e,R:ve,D:pe,V:H,I:U,H:W,N:be,U:xe,B:ye,F:Se},we=_.litHtmlPolyfillSupport;we?.(V,U),(_.litHtmlVersions??=[]).push(`3.3.3`);var Te=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new U(t.insertBefore(T(),e),e,void 0,n??{})}return i._$AI(e),i},G=globalThis,K=class extends g{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Te(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return I}};K._$litElement$=!0,K.finalized=!0,G.litElementHydrateSupport?.({LitElement:K});var Ee=G.litElementPolyfillSupport;Ee?.({LitElement:K}),(G.litElementVersions??=[]).push(`4.2.2`);var De={attribute:!0,type:String,converter:m,reflect:!1,hasChanged:h},Oe=(e=De,t,n)=>{let{kind:r,metadata:i}=n,a=globalThis.litPropertyMetadata.get(i);if(a===void 0&&globalThis.litPropertyMetadata.set(i,a=new Map),r===`setter`&&((e=Object.create(e)).wrapped=!0),a.set(n.name,e),r===`accessor`){let{name:r}=n;return{set(n){let i=t.get.call(this);t.set.call(this,n),this.requestUpdate(r,i,e,!0,n)},init(t){return t!==void 0&&this.C(r,void 0,e,t),t}}}if(r===`setter`){let{name:r}=n;return function(n){let i=this[r];t.call(this,n),this.requestUpdate(r,i,e,!0,n)}}throw Error(`Unsupported decorator location: `+r)};function q(e){return(t,n)=>typeof n==`object`?Oe(e,t,n):((e,t,n)=>{let r=t.hasOwnProperty(n);return t.constructor.createProperty(n,e),r?Object.getOwnPropertyDescriptor(t,n):void 0})(e,t,n)}function J(e){return q({...e,state:!0,attribute:!1})}function ke(e){if(e!==null)return(e.includes(`.`)?e.replace(/0+$/,``):e).split(`.`)[1]?.length??0}var Ae=class{constructor(e,t){this.cache=new Map;let{time_format:n,time_zone:r}=e;this.clock={...n===`12`?{hourCycle:`h12`}:n===`24`?{hourCycle:`h23`}:{},...r===`server`&&t?{timeZone:t}:{}},this.language=e.language,this.grouped=e.number_format!==`none`,this.rightToLeft=/^(ar|fa|he|ur)\b/.test(e.language),this.numbers={comma_decimal:`en-US`,decimal_comma:`de`,space_comma:`fr`,quote_decimal:`de-CH`,none:`en-US`,system:void 0}[e.number_format],this.numbers===void 0&&e.number_format!==`system`&&(this.numbers=e.language)}number(e,t,n=!1){if(e==null)return`–`;let r=this.formatter(t,n).format(e);return this.rightToLeft&&/^[-+−]/.test(r)?`\u200e${r}`:r}price(e,t){return this.number(e,ke(t))}money(e,t,n=!1){if(e==null)return`–`;let r=[`BTC`,`ETH`,`BNB`,`SOL`].includes(t);return`${this.number(e,r?8:2,n)} ${t}`}percent(e){return e==null?`–`:`${this.number(e,2,!0)} %`}time(e){return e?this.times({dateStyle:`medium`,timeStyle:`medium`})(new Date(e)):`–`}times(e){let t=new Intl.DateTimeFormat(this.language,{...e,...this.clock});return e=>t.format(e)}formatter(e,t){let n=`${e} ${t}`,r=this.cache.get(n);return r||(r=new Intl.NumberFormat(this.numbers,{minimumFractionDigits:e??0,maximumFractionDigits:e??12,signDisplay:t?`exceptZero`:`auto`,useGrouping:this.grouped}),this.cache.set(n,r)),r}};function je(e){let t=Number(e??0);return t>0?`profit`:t<0?`loss`:``}function Me(e){let[,t,n]=e.split(`_`);return n&&t?`${n}/${t}`:e}function Ne(e){return e.split(`:`)[0]??e}var Pe=class{constructor(e,t=()=>`Home Assistant is not connected`){this.connection=e,this.lost=t}connect(){return this.ask(`connect`,{protocol:1})}positions(e){return this.subscribe(`subscribe_positions`,{},e)}accounts(e){return this.subscribe(`subscribe_accounts`,{},e)}signals(e){return this.subscribe(`subscribe_signals`,{},e)}market(e,t,n,r,i={}){return this.subscribe(`subscribe_market`,{account:e,symbol:t,interval:n,...i},r)}close(e,t={}){return this.act(`close_position`,{...Y(e),...t})}modify(e,t){return this.act(`modify_position`,{...Y(e),changes:t})}checkChanges(e,t){return this.ask(`check_changes`,{...Y(e),changes:t})}keep(e){return this.act(`keep_position`,Y(e))}closeAll(e,t){return this.act(`close_positions`,{account:e,position_ids:t})}keepAll(e,t){return this.act(`keep_positions`,{account:e,position_ids:t})}createLink(e,t,n){return this.act(`create_link`,{...Y(e),mode:t,question:n})}links(e){return this.ask(`links`,Y(e))}revokeLink(e,t){return this.act(`revoke_link`,{account:e,link_id:t})}position(e){return this.ask(`position`,Y(e))}history(e,t,n){return this.ask(`history`,{...X(e,n),limit:t})}trades(e,t,n=100){return this.ask(`trades`,{...X(e,t),limit:n})}async states(e,t){return((await this.connection.sendMessagePromise({type:`history/history_during_period`,start_time:new Date(Date.now()-t*36e5).toISOString(),entity_ids:[e],minimal_response:!0,no_attributes:!0}))[e]??[]).map(({s:e,lu:t})=>[t*1e3,Number(e)]).filter(([,e])=>Number.isFinite(e))}async averages(e,t,n){return((await this.connection.sendMessagePromise({type:`recorder/statistics_during_period`,start_time:new Date(Date.now()-t*36e5).toISOString(),statistic_ids:[e],period:n,types:[`mean`]}))[e]??[]).flatMap(({start:e,mean:t})=>typeof t==`number`?[[e,t]]:[])}setBot(e,t,n){return this.act(`set_bot`,{account:e,bot_id:t,on:n})}setTrading(e,t){return this.act(`set_trading`,{account:e,on:t})}webhook(e,t){return this.ask(`bot_webhook`,{account:e,bot_id:t})}sendSignal(e,t,n){return this.act(`send_signal`,{account:e,bot_id:t,signal:n})}async command(e,t,n){let{status:r,body:i}=await this.sendSignal(e,t,n);if(r<300)return;let a=i.errors?.map(({path:e,message:t})=>e?`${e}: ${t}`:t);throw Error(a?.join(`; `)||i.error||i.code||String(r))}checkSignal(e,t,n){return this.ask(`check_signal`,{account:e,bot_id:t,signal:n})}stopAndClose(e,t){return this.act(`stop_and_close`,{account:e,bot_id:t})}botSettings(e,t){return this.ask(`bot_settings`,{account:e,bot_id:t})}botChanges(e,t){return this.ask(`bot_changes`,{account:e,bot_id:t})}botRecord(e,t){return this.ask(`bot_record`,{account:e,bot_id:t})}signalPage(e,t,n,r=100){return this.ask(`signals`,{...t,...X(e,n),limit:r})}async texts(e,t){let{resources:n}=await this.connection.sendMessagePromise({type:`frontend/get_translations`,language:e,category:t,integration:[`tradehook`]});return n}act(e,t){return this.connection.connected?this.ask(e,t):Promise.reject(Error(this.lost()))}ask(e,t){return this.connection.sendMessagePromise({type:`tradehook/${e}`,...t})}async subscribe(e,t,n){let r=await this.connection.subscribeMessage(n,{type:`tradehook/${e}`,...t},{resubscribe:!1});return()=>void r().catch(()=>void 0)}};function Y({account:e,position_id:t}){return{account:e,position_id:t}}function X(e,t){return t===void 0?{account:e}:{account:e,before:t}}function Fe(e){return typeof e==`object`&&e&&`message`in e?String(e.message):String(e)}function Ie(e,t){let n=new Map(t.positions?t.positions.map(e=>[e.position_id,e]):e);for(let e of t.gone??[])n.delete(e);for(let e of t.changed??[])n.set(e.position_id,e);for(let[e,r]of Object.entries(t.prices??{})){let t=n.get(e);if(!t)continue;let[i,a,o,s,c,l]=r;n.set(e,{...t,mark_price:i,unrealized_profit:a,profit_percentage:o,roe_percentage:s,profit:c,value:l})}return n}function Le(e,t){let n=new Map((t.signals?[]:e).map(e=>[e.receipt_id,e]));for(let e of[...t.signals??[],...t.changed??[]])n.set(e.receipt_id,e);return[...n.values()].sort((e,t)=>Z(t.received_at,e.received_at))}var Re=new Set([`symbol`,`status`,`opened_at`]),ze={stop_distance:`stop_price`,target_distance:`next_target_price`,liquidation_distance:`liquidation_price`};function Be(e,t,n){let r=t.toLowerCase().split(/\s+/).filter(Boolean),i=[...e].filter(e=>{let t=[e.symbol,e.bot_name,e.account_name,e.side,e.status].join(` `).toLowerCase();return r.every(e=>t.includes(e))}),a=n.descending?-1:1;return i.sort((e,t)=>a*Ve(e,t,n.key)||Z(e.position_id,t.position_id))}function Ve(e,t,n){let[r,i]=[He(e,n),He(t,n)];return r===null||i===null?Number(r!==null)-Number(i!==null):Re.has(n)?Z(r,i):Number(r)-Number(i)}function He(n,r){if(r===`opened_at`)return e(n);if(!(r in ze))return n[r];let i=t(n.mark_price,n[ze[r]]);return i===null?null:i.replace(`-`,``)}function Z(e,t){return e<t?-1:+(e>t)}var Ue=[500,1e3,2e3,5e3,1e4],We=class{constructor(e,t,n=[`positions`,`accounts`]){this.changed=t,this.parts=n,this.status=`connecting`,this.problem=``,this.generation=0,this.ends=[],this.run=0,this.wantsSignals=!1,this.onReady=()=>void this.start(),this.onDisconnected=()=>{this.ends=[],this.leave(),this.set(`disconnected`)},e.addController(this)}get api(){if(!this.connection)throw Error(`Home Assistant is not connected`);return new Pe(this.connection,()=>this.lost?.()??`Home Assistant is not connected`)}get known(){return this.generation>0&&this.parts.every(e=>this[e]!==void 0)}get stale(){return this.status!==`ready`&&this.status!==`outdated`&&this.known}use(e){return this.connection!==e&&(this.stop(),this.positions=this.accounts=this.signals=void 0,this.connection=e,this.begin(),!0)}hostConnected(){this.connection&&this.begin()}hostDisconnected(){this.stop(),this.positions=this.accounts=this.signals=void 0}needSignals(){this.wantsSignals||(this.wantsSignals=!0,this.status===`ready`&&this.followSignals(this.run))}begin(){this.stop(),this.connection?.addEventListener(`ready`,this.onReady),this.connection?.addEventListener(`disconnected`,this.onDisconnected),this.start()}stop(){this.connection?.removeEventListener(`ready`,this.onReady),this.connection?.removeEventListener(`disconnected`,this.onDisconnected),this.leave()}leave(){this.run+=1,clearTimeout(this.timer);for(let e of this.ends)e();this.ends=[]}async start(e=0){this.leave();let t=this.run;this.status!==`unavailable`&&this.set(`connecting`);try{let{compatible:e}=await this.api.connect();if(t!==this.run)return;if(!e){this.set(`outdated`);return}let{api:n}=this;if(this.parts.includes(`positions`)&&await this.follow(t,e=>n.positions(e(e=>{this.positions=Ie(this.positions??new Map,e)}))),this.parts.includes(`accounts`)&&await this.follow(t,e=>n.accounts(e(({accounts:e})=>{this.accounts=e}))),this.wantsSignals&&await this.followSignals(t),t!==this.run)return;this.generation+=1,this.set(`ready`)}catch(n){if(t!==this.run)return;this.set(`unavailable`,Fe(n));let r=Ue[Math.min(e,Ue.length-1)];this.timer=setTimeout(()=>void this.start(e+1),r)}}followSignals(e){let{api:t}=this;return this.follow(e,e=>t.signals(e(e=>{this.signals=Le(this.signals??[],e)})))}async follow(e,t){if(e!==this.run)return;let n=await t(t=>n=>{e===this.run&&(this.heardAt=new Date,t(n),this.changed())});e===this.run?this.ends.push(n):n()}set(e,t=``){this.status=e,this.problem=t,this.changed()}};function Q(e,t,n,r){var i=arguments.length,a=i<3?t:r===null?r=Object.getOwnPropertyDescriptor(t,n):r,o;if(typeof Reflect==`object`&&typeof Reflect.decorate==`function`)a=Reflect.decorate(e,t,n,r);else for(var s=e.length-1;s>=0;s--)(o=e[s])&&(a=(i<3?o(a):i>3?o(t,n,a):o(t,n))||a);return i>3&&a&&Object.defineProperty(t,n,a),a}var Ge=`/tradehook`,$=class extends K{constructor(e){super(),this.t=i,this.news=0,this.language=``,this.live=new We(this,()=>this.news+=1,e),this.live.lost=()=>this.t(`status.not_now`)}shouldUpdate(e){if(!this.hass)return!1;let{hass:t}=this,n=!e.has(`hass`)||e.size>1||!this.ctx;return t.locale!==this.locale&&(this.locale=t.locale,this.format=new Ae(t.locale,t.config?.time_zone),this.ctx=void 0,n=!0),t.language!==this.language&&(this.language=t.language,this.loadLanguage(t.language)),this.live.use(t.connection)&&(this.ctx=void 0,n=!0),n}async loadLanguage(e){let t=await n(e);e===this.language&&(this.t=r(t),this.ctx=void 0)}get context(){return this.ctx??={api:this.live.api,live:this.live,format:this.format,t:this.t,go:e=>this.go(e),ask:e=>this.dialogs.ask(e),say:e=>this.say(e),link:e=>this.dialogs.link(e),act:(e,t)=>void this.dialogs.act(e,t),several:(e,t)=>void this.dialogs.several(e,t),admin:this.hass.user?.is_admin??!1},this.ctx}renderStale(){let{t:e,live:t}=this;return t.stale?F`<p class="stale" role="status" data-stale>
      <b>${e(`status.as_of`,{time:this.context.format.time(t.heardAt?.toISOString())})}</b> ${e(t.status===`unavailable`?`status.unavailable`:`status.disconnected`)}
      ${t.problem&&t.status===`unavailable`?t.problem:L}
    </p>`:L}get dialogs(){return this.renderRoot.querySelector(`tradehook-dialogs`)}go(e){history.pushState(null,``,Ge+e),window.dispatchEvent(new CustomEvent(`location-changed`,{detail:{replace:!1}}))}};Q([q({attribute:!1})],$.prototype,`hass`,void 0),Q([J()],$.prototype,`t`,void 0),Q([J()],$.prototype,`news`,void 0);function Ke(e){return t=>{customElements.get(e)||customElements.define(e,t)}}var qe=d`
  :host {
    --th-profit: color-mix(in srgb, var(--success-color, #43a047) 62%, var(--primary-text-color));
    --th-loss: color-mix(in srgb, var(--error-color, #db4437) 72%, var(--primary-text-color));
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
`;export{F as _,Q as a,d as b,ke as c,je as d,J as f,I as g,L as h,Ge as i,Ne as l,K as m,Ke as n,Be as o,q as p,$ as r,Fe as s,qe as t,Me as u,Ce as v,ge as y};