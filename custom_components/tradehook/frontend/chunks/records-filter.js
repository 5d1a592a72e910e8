import{d as e,f as t,g as n,m as r,n as i,o as a,p as o,r as s,t as c,y as l}from"./styles.js";import{i as u}from"./localize.js";import{i as d,t as f}from"./spans.js";var p=(e,t,n)=>(n.configurable=!0,n.enumerable=!0,Reflect.decorate&&typeof t!=`object`&&Object.defineProperty(e,t,n),n);function m(e,t){return(n,r,i)=>{let a=t=>t.renderRoot?.querySelector(e)??null;if(t){let{get:e,set:t}=typeof r==`object`?n:i??(()=>{let e=Symbol();return{get(){return this[e]},set(t){this[e]=t}}})();return p(n,r,{get(){let n=e.call(this);return n===void 0&&(n=a(this),(n!==null||this.hasUpdated)&&t.call(this,n)),n}})}return p(n,r,{get(){return a(this)}})}}var h=class extends o{constructor(...e){super(...e),this.accounts=[],this.markets=[],this.tags=[],this.preset=`days_30`,this.positions=!1,this.account=``,this.bot=``,this.symbol=``,this.side=``,this.tag=``,this.first=``,this.last=``}get asked(){let e=this.account===`paper`||this.account===`live`,t=this.preset===`custom`?{first:this.first,last:this.last}:d(this.preset,this.ctx.format.today());return{...this.account?e?{account_type:this.account}:{account:this.account}:{},...this.bot?{bot_id:this.bot}:{},...this.symbol?{symbol:this.symbol}:{},...this.side?{side:this.side}:{},...this.tag?{tag:this.tag}:{},...t.first?{first_day:t.first}:{},...t.last?{last_day:t.last}:{}}}get loaded(){return this.accounts.filter(({loaded:e})=>e)}render(){let{t:e}=this.ctx,t=[...new Set(this.loaded.map(({type:e})=>e))],i=this.loaded.filter(({account:e,type:t})=>!this.account||e===this.account||t===this.account).flatMap(e=>e.bots);return n`<div class="filter" role="group" aria-label=${e(`filter.title`)}>
      ${this.select(`account`,e(`filter.account`),[[``,e(`filter.all_accounts`)],...t.length>1?t.map(t=>[t,e(`filter.all_${t}`)]):[],...this.loaded.map(({account:e,name:t})=>[e,t])])}
      ${this.select(`preset`,e(`filter.period`),f.map(t=>[t,e(`filter.${t}`)]))}
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
    `]}};s([t({attribute:!1})],h.prototype,`ctx`,void 0),s([t({attribute:!1})],h.prototype,`accounts`,void 0),s([t({attribute:!1})],h.prototype,`markets`,void 0),s([t({attribute:!1})],h.prototype,`tags`,void 0),s([t()],h.prototype,`preset`,void 0),s([t({type:Boolean})],h.prototype,`positions`,void 0),s([e()],h.prototype,`account`,void 0),s([e()],h.prototype,`bot`,void 0),s([e()],h.prototype,`symbol`,void 0),s([e()],h.prototype,`side`,void 0),s([e()],h.prototype,`tag`,void 0),s([e()],h.prototype,`first`,void 0),s([e()],h.prototype,`last`,void 0),h=s([i(`tradehook-records-filter`)],h);export{m as t};