import{d as e,f as t,g as n,m as r,n as i,o as a,p as o,r as s,t as c,y as l}from"./styles.js";import{i as u}from"./localize.js";var d=(e,t,n)=>(n.configurable=!0,n.enumerable=!0,Reflect.decorate&&typeof t!=`object`&&Object.defineProperty(e,t,n),n);function f(e,t){return(n,r,i)=>{let a=t=>t.renderRoot?.querySelector(e)??null;if(t){let{get:e,set:t}=typeof r==`object`?n:i??(()=>{let e=Symbol();return{get(){return this[e]},set(t){this[e]=t}}})();return d(n,r,{get(){let n=e.call(this);return n===void 0&&(n=a(this),(n!==null||this.hasUpdated)&&t.call(this,n)),n}})}return d(n,r,{get(){return a(this)}})}}var p=[`days_7`,`days_30`,`month`,`last_month`,`year`,`all`,`custom`];function m(e,t){let[n=0,r=1]=t.split(`-`).map(Number);switch(e){case`days_7`:return{first:h(t,-6),last:t};case`days_30`:return{first:h(t,-29),last:t};case`month`:return{first:_(n,r-1,1),last:t};case`last_month`:return{first:_(n,r-2,1),last:_(n,r-1,0)};case`year`:return{first:_(n,0,1),last:t};default:return{}}}function h(e,t){let[n=0,r=1,i=1]=e.split(`-`).map(Number);return _(n,r-1,i+t)}function g(e){return new Date(`${e}T00:00:00Z`)}function _(e,t,n){return new Date(Date.UTC(e,t,n)).toISOString().slice(0,10)}var v=class extends o{constructor(...e){super(...e),this.accounts=[],this.markets=[],this.tags=[],this.preset=`days_30`,this.positions=!1,this.account=``,this.bot=``,this.symbol=``,this.side=``,this.tag=``,this.first=``,this.last=``}get asked(){let e=this.account===`paper`||this.account===`live`,t=this.preset===`custom`?{first:this.first,last:this.last}:m(this.preset,this.ctx.format.today());return{...this.account?e?{account_type:this.account}:{account:this.account}:{},...this.bot?{bot_id:this.bot}:{},...this.symbol?{symbol:this.symbol}:{},...this.side?{side:this.side}:{},...this.tag?{tag:this.tag}:{},...t.first?{first_day:t.first}:{},...t.last?{last_day:t.last}:{}}}get loaded(){return this.accounts.filter(({loaded:e})=>e)}render(){let{t:e}=this.ctx,t=[...new Set(this.loaded.map(({type:e})=>e))],i=this.loaded.filter(({account:e,type:t})=>!this.account||e===this.account||t===this.account).flatMap(e=>e.bots);return n`<div class="filter" role="group" aria-label=${e(`filter.title`)}>
      ${this.select(`account`,e(`filter.account`),[[``,e(`filter.all_accounts`)],...t.length>1?t.map(t=>[t,e(`filter.all_${t}`)]):[],...this.loaded.map(({account:e,name:t})=>[e,t])])}
      ${this.select(`preset`,e(`filter.period`),p.map(t=>[t,e(`filter.${t}`)]))}
      ${this.preset===`custom`?n`${this.date(`first`)}${this.date(`last`)}`:r}
      ${this.select(`bot`,e(`filter.bot`),[[``,e(`filter.all_bots`)],...i.map(({bot_id:e,name:t})=>[e,t])])}
      ${this.select(`symbol`,e(`filter.market`),[[``,e(`filter.all_markets`)],...this.markets.map(e=>[e,a(e)])])}
      ${this.positions?n`${this.select(`side`,e(`filter.side`),[[``,e(`filter.both_sides`)],[`long`,u(e,`side`,`long`)],[`short`,u(e,`side`,`short`)]])}
          ${this.tags.length?this.select(`tag`,e(`filter.tag`),[[``,e(`filter.all_tags`)],...this.tags.map(e=>[e,e])]):r}`:r}
      <slot></slot>
    </div>`}select(e,t,r){return n`<label class="labelled"
      ><span>${t}</span>
      <select class="field" name=${e} @change=${t=>this.choose(e,t.target.value)}>
        ${r.map(([t,r])=>n`<option value=${t} ?selected=${t===this[e]}>${r}</option>`)}
      </select>
    </label>`}date(e){return n`<label class="labelled"
      ><span>${this.ctx.t(`filter.${e}`)}</span>
      <input class="field" type="date" name=${e} .value=${this[e]} @change=${t=>this.choose(e,t.target.value)} />
    </label>`}choose(e,t){this[e]=t,e===`account`&&(this.bot=``),(e!==`preset`||t!==`custom`)&&this.dispatchEvent(new CustomEvent(`tradehook-filter`,{detail:this.asked}))}static{this.styles=[c,l`
      .filter {
        display: grid;
        gap: 8px 12px;
        grid-template-columns: repeat(auto-fill, minmax(150px, 1fr));
        margin-bottom: 16px;
      }
      .filter > * {
        min-width: 0;
      }
    `]}};s([t({attribute:!1})],v.prototype,`ctx`,void 0),s([t({attribute:!1})],v.prototype,`accounts`,void 0),s([t({attribute:!1})],v.prototype,`markets`,void 0),s([t({attribute:!1})],v.prototype,`tags`,void 0),s([t()],v.prototype,`preset`,void 0),s([t({type:Boolean})],v.prototype,`positions`,void 0),s([e()],v.prototype,`account`,void 0),s([e()],v.prototype,`bot`,void 0),s([e()],v.prototype,`symbol`,void 0),s([e()],v.prototype,`side`,void 0),s([e()],v.prototype,`tag`,void 0),s([e()],v.prototype,`first`,void 0),s([e()],v.prototype,`last`,void 0),v=s([i(`tradehook-records-filter`)],v);export{h as n,f as r,g as t};